using Akka.Actor;

namespace Emergency.Engine.Actors;

/// <summary>The parents of all kinds on a node that is alone.</summary>
internal static class LocalParents
{
    private static readonly TimeSpan EndWithin = TimeSpan.FromSeconds(7);

    /// <summary>Starts a parent for each kind that the deciders name. They end with the system, behind what their children are storing.</summary>
    public static IReadOnlyDictionary<string, IActorRef> StartAll(ActorSystem system, Surroundings around)
    {
        var parents = around.Deciders.Keys.ToDictionary(
            kind => kind,
            kind =>
            {
                Func<string, Props> child = stream => around.ActorOf(kind, stream);
                return system.ActorOf(Props.Create(typeof(LocalParent), kind, around.Settings.Mailbox, child), kind);
            },
            StringComparer.Ordinal
        );
        CoordinatedShutdown
            .Get(system)
            .AddTask(
                CoordinatedShutdown.PhaseBeforeActorSystemTerminate,
                "entities",
                async () =>
                {
                    await Task.WhenAll(parents.Values.Select(parent => parent.GracefulStop(EndWithin, End.Now)));
                    return Akka.Done.Instance;
                }
            );
        return parents;
    }
}
