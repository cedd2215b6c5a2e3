using System.Net;
using Nomen.Conformance.Wire;

namespace Nomen.Conformance.Devices;

/// <summary>What a client of the scenario asks the device.</summary>
/// <param name="Message">The query.</param>
/// <param name="Client">The client's address.</param>
/// <param name="OverTcp">Whether it asks over TCP.</param>
/// <param name="IsExact">Whether nothing may be added to the query, no OPT above all.</param>
internal sealed record ClientQuery(PlainMessage Message, IPAddress Client, bool OverTcp, bool IsExact = false);
