using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Nomen.Server.Tests.Listeners;

/// <summary>A log that keeps the exceptions it is told.</summary>
internal sealed class ErrorLog : ILogger
{
    internal ConcurrentQueue<Exception> Exceptions { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (exception is not null)
        {
            Exceptions.Enqueue(exception);
        }
    }
}
