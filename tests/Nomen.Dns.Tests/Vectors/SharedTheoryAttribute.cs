namespace Nomen.Dns.Tests.Vectors;

/// <summary>A theory over the shared vectors; skipped in a clone without them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute()
    {
        if (SharedFolder.Path is null)
        {
            Skip = "No shared folder beside the repository (NOMEN_SHARED names another place).";
        }
    }
}
