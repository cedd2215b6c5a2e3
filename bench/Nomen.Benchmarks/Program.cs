using BenchmarkDotNet.Running;
using Nomen.Benchmarks.Micro;

// The first argument chooses: a command of its own, or BenchmarkDotNet with its arguments (--filter, --list ...).
BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(args, new MicroConfig());
return 0;
