namespace Nomen.Interop.Tests.Servers;

/// <summary>A theory about a program of the distribution that is none of the lab's servers; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProgramTheoryAttribute : TheoryAttribute
{
    public ProgramTheoryAttribute(string program)
    {
        Skip = InstalledProgram.WhyMissing([program]);
    }
}
