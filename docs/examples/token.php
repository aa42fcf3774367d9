<?php
function site_token(string $site, string $secret, string $user, string $unitCode, string $role, int $loggedIn): string
{
    return sign_token($site, $secret, [
        'sub' => $user,
        'purpose' => 'certification',
        'unit' => ['code' => $unitCode],
        'role' => $role,
        'auth_time' => $loggedIn,
    ]);
}

function status_token(string $site, string $secret): string
{
    return sign_token($site, $secret, ['purpose' => 'status']);
}

function sign_token(string $site, string $secret, array $more): string
{
    $base64 = fn (string $bytes): string => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $now = time();
    $header = json_encode(['alg' => 'HS256', 'typ' => 'unit-certification+jwt'], JSON_UNESCAPED_SLASHES);
    $claims = json_encode(
        ['iss' => $site, 'aud' => 'unit-certification'] + $more + ['iat' => $now, 'exp' => $now + 300],
        JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_THROW_ON_ERROR
    );
    $signed = $base64($header) . '.' . $base64($claims);
    return $signed . '.' . $base64(hash_hmac('sha256', $signed, $secret, true));
}

[$site, $secret] = [getenv('SITE_ID'), getenv('SITE_SECRET')];
echo ($argv[1] ?? '') === 'status'
    ? status_token($site, $secret)
    : site_token($site, $secret, 'u-2001', '91320100MA1DEM015L', 'administrator', time()), "\n";
