namespace Nomen.Client.Caching;

/// <summary>What TTLs are cut to when a response is stored.</summary>
/// <param name="Most">Most seconds of any record.</param>
/// <param name="MostOfDenial">Most seconds of the SOA record of a denial.</param>
/// <param name="IsDenial">Whether the response is one.</param>
internal readonly record struct TtlLimits(uint Most, uint MostOfDenial, bool IsDenial);
