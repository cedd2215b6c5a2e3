using Microsoft.Extensions.Logging;

namespace Nomen.Client.Tests.Tsig;

/// <summary>Keeps every log message, of every level, with its exception.</summary>
internal sealed class CollectingLogger : ILoggerFactory, ILogger
{
    public List<string> Texts { get; } = [];

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Texts.Add($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
