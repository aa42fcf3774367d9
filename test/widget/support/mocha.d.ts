/** Web Test Runner's tests find Mocha's words in the page. */
/// <reference types="mocha" />
