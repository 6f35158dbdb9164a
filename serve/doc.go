// Package serve gives one page to the browsers on this machine, and sends them what
// changes in it.
//
// A [Server] listens on 127.0.0.1 alone. It answers GET and HEAD for two paths: "/" is the
// page, "/events" a stream of events (Server-Sent Events), by which the page gets new
// data, or the reason why there are none. The page and its data mean nothing to it.
//
// Every web site that somebody visits can send requests to 127.0.0.1, even under a name
// of its own (DNS rebinding). So a request counts only if it names this server as its
// host, and as its origin if it has one; and no page of others can show or read this one.
//
// It speaks the little HTTP/1.1 that this takes, one request per connection, and reads no
// bodies: the package net/http brings compression and encryption with it, whose tables
// would be filled whenever the program starts, for whatever command.
package serve
