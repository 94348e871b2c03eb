using System.Text;
using System.Text.Json;
using Emergency.Engine;
using Emergency.Engine.Hosting;

namespace Emergency.Benchmarks;

/// <summary>The smallest entity with an event of the usual size: its envelope has about 470 bytes.</summary>
internal sealed class Counting : IDecider, IForms
{
    private static readonly string Filling = new('x', 120);

    public sealed record Add(int Count);

    public sealed record Added(int Count, string Note);

    public string Kind => "count";
    public object Initial => 0;

    public Decided Decide(object state, object command) => new Decided.Events([new Added(((Add)command).Count, Filling)]);

    public object Evolve(object state, object happened) => (int)state + ((Added)happened).Count;

    public (string Form, ReadOnlyMemory<byte> Bytes) Write(object happened) =>
        ("count.added.v1", JsonSerializer.SerializeToUtf8Bytes((Added)happened));

    public object Read(string form, ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<Added>(bytes)!;

    public (string Form, ReadOnlyMemory<byte> Bytes)? WriteState(string kind, object state) =>
        ("count", JsonSerializer.SerializeToUtf8Bytes((int)state));

    public object? ReadState(string kind, string form, ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<int>(bytes);

    /// <summary>The engine with this entity alone.</summary>
    public static Task<IEngine> Start(EngineSettings settings) => In(new AkkaEngineModule(), settings);

    /// <summary>An engine with this entity alone.</summary>
    public static Task<IEngine> In(IEngineModule engine, EngineSettings settings)
    {
        var counting = new Counting();
        return engine.Start(settings, [counting], counting, TimeProvider.System);
    }

    /// <summary>A stored message of the same length, for the bare loops.</summary>
    public static byte[] Message { get; } =
        Encoding.UTF8.GetBytes(
            $"{{\"hash\":\"{new string('0', 64)}\",\"meta\":{{\"id\":\"{Guid.Empty}\",\"digest\":\"{new string('0', 64)}\",\"account\":\"bench\",\"role\":\"r\",\"scope\":\"s\",\"at\":\"2026-01-01T00:00:00.0000000+00:00\",\"prev\":\"{new string('0', 64)}\"}},\"data\":{{\"Count\":1,\"Note\":\"{Filling}\"}}}}"
        );

    public static Meta Meta(TimeProvider clock) =>
        new(Guid.CreateVersion7(), new string('0', 64), "bench", "r", "s", null, clock.GetUtcNow(), null);
}
