using Nomen.Client.Transfers;

namespace Nomen.Cli.Transfers;

/// <summary>Shows a transfer while it comes.</summary>
internal abstract class TransferFormat
{
    private TransferMessage? _held;

    /// <summary>Before the first message.</summary>
    public virtual void Begin(TextWriter output)
    {
    }

    /// <summary>The next message. One that does not tell the form yet is shown with the next.</summary>
    public void Write(TextWriter output, TransferMessage message)
    {
        if (message.Form is not { } form)
        {
            _held = message;
            return;
        }

        if (_held is { } held)
        {
            _held = null;
            Write(output, held, form);
        }

        Write(output, message, form);
    }

    /// <summary>After the last message.</summary>
    public virtual void End(TextWriter output, TransferOutcome outcome)
    {
    }

    /// <summary>One message of a transfer of a form.</summary>
    protected abstract void Write(TextWriter output, TransferMessage message, TransferForm form);
}
