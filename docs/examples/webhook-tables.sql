create table certification_message (id varchar(255) primary key, body varchar(4000) not null, handled_at timestamp null);
create table unit_status (unit_code varchar(18) primary key, status varchar(20) not null, sequence bigint not null);
