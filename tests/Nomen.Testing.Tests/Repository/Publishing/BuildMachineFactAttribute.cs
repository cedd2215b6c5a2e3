namespace Nomen.Testing.Tests.Repository.Publishing;

/// <summary>A test that takes most of a minute, and so runs where nobody waits for it: with CI=true, as <c>.ci/run</c> sets it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BuildMachineFactAttribute : FactAttribute
{
    public BuildMachineFactAttribute()
    {
        if (!string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Skip = "publishes a program, which takes most of a minute: runs with CI=true";
        }
    }
}
