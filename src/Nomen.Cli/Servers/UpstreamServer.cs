using System.Net;

namespace Nomen.Cli.Servers;

/// <summary>A server to ask: its address, and what it was called on the command line.</summary>
/// <param name="EndPoint">Address and port.</param>
/// <param name="Name">As written, or the address.</param>
/// <param name="Scheme">udp, tcp or udp+tcp.</param>
internal sealed record UpstreamServer(IPEndPoint EndPoint, string Name, string Scheme);
