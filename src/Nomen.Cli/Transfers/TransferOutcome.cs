using System.Net;
using Nomen.Client.Transfers;
using Nomen.Dns.Transports;

namespace Nomen.Cli.Transfers;

/// <summary>A transfer that came to its end.</summary>
/// <param name="ServerName">The server as written.</param>
/// <param name="Server">Its address.</param>
/// <param name="Last">The last message.</param>
/// <param name="Summary">What it was, and how much.</param>
/// <param name="Elapsed">From asking to the end.</param>
/// <param name="When">When it ended, local time.</param>
internal sealed record TransferOutcome(string ServerName, IPEndPoint Server, DnsResponse Last, TransferSummary Summary, TimeSpan Elapsed, DateTimeOffset When);
