using Nomen.Cli.Query;

namespace Nomen.Cli.Formats;

/// <summary>Shows outcomes on standard output. Diagnostics go to standard error, never here.</summary>
internal abstract class ResponseFormat
{
    /// <summary>Called once before the first outcome.</summary>
    public virtual void Begin(TextWriter output)
    {
    }

    /// <summary>Shows one outcome that has a response.</summary>
    public abstract void Write(TextWriter output, QueryOutcome outcome);

    /// <summary>Called once after the last outcome.</summary>
    public virtual void End(TextWriter output)
    {
    }
}
