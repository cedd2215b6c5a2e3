using System.Net;
using Nomen.Conformance.Matching;

namespace Nomen.Conformance.Devices;

/// <summary>What the device gave a client.</summary>
/// <param name="Client">The client.</param>
/// <param name="Subject">The answer, read by the second reader; null when there is none.</param>
/// <param name="Failure">Why there is none, in the corpus' vocabulary.</param>
/// <param name="Note">More for a person.</param>
internal sealed record DeviceAnswer(IPAddress Client, MatchSubject? Subject, string Failure = "", string Note = "");
