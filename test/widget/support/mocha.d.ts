/** Web Test Runner puts Mocha's functions into the page. */
/// <reference types="mocha" />
