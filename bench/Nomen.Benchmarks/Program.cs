using BenchmarkDotNet.Running;
using Nomen.Benchmarks.Cache;
using Nomen.Benchmarks.Load;
using Nomen.Benchmarks.Micro;

// The first argument chooses: a command of its own, or BenchmarkDotNet with its arguments (--filter, --list ...).
if (args is ["load", ..])
{
    return await LoadCommand.RunAsync(args[1..]);
}

if (args is ["cache", ..])
{
    return await CacheCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(args, new MicroConfig());
return 0;
