namespace Nomen.Hosting.Tests.Redis;

/// <summary>A fact about the distribution's <c>redis-server</c>; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute() => Skip = RedisServer.Find() is null ? $"not installed: {RedisServer.Program}" : null;
}
