using Emergency.Benchmarks.Peers;

namespace Emergency.Benchmarks;

/// <summary>What the engine on Akka.NET is measured beside.</summary>
internal static partial class EngineSpeed
{
    static partial void AddActors(List<(string Name, Func<Task<Round>> Play)> contestants, Func<Task<string>> database, int senders) =>
        contestants.Add(
            (
                "bare sharded actor",
                async () =>
                {
                    await using var actors = await BareActors.Open(await database());
                    return await Rounds.Senders(senders, RoundTime, (sender, _) => actors.Append($"live/count/{sender}"));
                }
            )
        );
}
