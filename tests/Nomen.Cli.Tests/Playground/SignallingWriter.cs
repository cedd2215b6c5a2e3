using System.Text;

namespace Nomen.Cli.Tests.Playground;

/// <summary>Keeps what is written, and tells when a text has come.</summary>
internal sealed class SignallingWriter(string awaited) : TextWriter
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _seen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the text has come.</summary>
    internal Task Seen => _seen.Task;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        lock (_lock)
        {
            _text.Append(value);
        }

        if (value is not null && value.Contains(awaited, StringComparison.Ordinal))
        {
            _seen.TrySetResult();
        }
    }

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }
}
