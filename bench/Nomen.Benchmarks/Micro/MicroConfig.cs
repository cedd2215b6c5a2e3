using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace Nomen.Benchmarks.Micro;

/// <summary>How the micro-benchmarks run: many short iterations, since on a shared machine the fastest one is what repeats.</summary>
internal sealed class MicroConfig : ManualConfig
{
    public MicroConfig()
    {
        AddJob(Job.Default
            .WithLaunchCount(1)
            .WithWarmupCount(8)
            .WithIterationTime(TimeInterval.FromMilliseconds(25))
            .WithIterationCount(60));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddColumn(StatisticColumn.Min, StatisticColumn.Median);
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        HideColumns(Column.Error, Column.StdDev, Column.RatioSD);
        WithArtifactsPath("artifacts/benchmarks");
        WithOptions(ConfigOptions.DisableLogFile);
    }
}
