using System.Globalization;
using System.Text.Json;

namespace Nomen.Benchmarks.Load;

/// <summary>What a run measured.</summary>
/// <param name="Mode">What carried the queries.</param>
/// <param name="Concurrency">Queries outstanding.</param>
/// <param name="Queries">Queries answered.</param>
/// <param name="Errors">Queries without a response.</param>
/// <param name="NotNoError">Responses with another code than NOERROR.</param>
/// <param name="QueriesPerSecond">Answered queries a second.</param>
/// <param name="P50">Half of the answers came within so many milliseconds.</param>
/// <param name="P95">95 % of the answers.</param>
/// <param name="P99">99 % of the answers.</param>
/// <param name="P999">99.9 % of the answers.</param>
/// <param name="CpuMicrosecondsPerQuery">User and system time of this process for each answered query.</param>
/// <param name="BytesPerQuery">Octets allocated for each answered query, the request included.</param>
internal sealed record LoadReport(
    string Mode,
    int Concurrency,
    long Queries,
    long Errors,
    long NotNoError,
    double QueriesPerSecond,
    double P50,
    double P95,
    double P99,
    double P999,
    double CpuMicrosecondsPerQuery,
    double BytesPerQuery)
{
    private static readonly JsonSerializerOptions JsonOptions = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>One JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonOptions);

    /// <summary>Lines for a person.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Mode}, {Concurrency} outstanding
          queries     {Queries} answered, {Errors} failed, {NotNoError} not NOERROR
          rate        {QueriesPerSecond:F0} queries/s
          latency     p50 {P50:F3} ms, p95 {P95:F3} ms, p99 {P99:F3} ms, p99.9 {P999:F3} ms
          CPU         {CpuMicrosecondsPerQuery:F2} us per query
          allocated   {BytesPerQuery:F0} bytes per query
        """);
}
