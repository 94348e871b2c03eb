using Akka.Actor;
using Akka.Cluster.Sharding;

namespace Emergency.Engine.Actors;

/// <summary>The entities of one kind where there is one node: a child each, called as in a shard region, so that a path reads ".../plan/live%2F411502001001". Senders and entities meet the same as there.</summary>
/// <param name="most">So many errands are kept for a child that is about to stop; whoever comes then comes later.</param>
/// <param name="child">The actor of a stream.</param>
internal sealed class LocalParent(string kind, int most, Func<string, Props> child) : UntypedActor
{
    private readonly Region _region = new(kind, shards: 1);

    /// <summary>Errands for children that were told to stop, by name: they are given to the next of the name.</summary>
    private readonly Dictionary<string, Queue<(Errand Errand, IActorRef From)>> _stopping = new(StringComparer.Ordinal);
    private bool _ending;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Errand errand when _ending:
                Sender.Tell(Again.NobodyThere);
                break;
            case Errand errand when _region.EntityId(errand) is { } called:
                Give(Uri.EscapeDataString(called), errand, Sender);
                break;
            case Passivate leaving when Context.Child(Sender.Path.Name).Equals(Sender) && _stopping.TryAdd(Sender.Path.Name, []):
                Sender.Tell(leaving.StopMessage);
                break;
            case Passivate:
                break;
            case Terminated gone:
                Gone(gone.ActorRef.Path.Name);
                break;
            case End:
                _ending = true;
                foreach (var one in Context.GetChildren().Where(one => _stopping.TryAdd(one.Path.Name, [])))
                    one.Tell(End.Now);
                StopWithLast();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Give(string name, Errand errand, IActorRef from)
    {
        if (!_stopping.TryGetValue(name, out var kept))
            Awake(name, errand.Stream).Tell(errand, from);
        else if (kept.Count < most)
            kept.Enqueue((errand, from));
        else
            from.Tell(new Answer(Load.Later));
    }

    // A child that ends unasked is still found here for a moment: errands that it no longer reads come to lost mail.
    private IActorRef Awake(string name, string stream) =>
        Context.Child(name) is var there && !Equals(there, ActorRefs.Nobody) ? there : Context.Watch(Context.ActorOf(child(stream), name));

    private void Gone(string name)
    {
        if (_stopping.Remove(name, out var kept))
            foreach (var (errand, from) in kept)
                if (_ending)
                    from.Tell(Again.NobodyThere);
                else
                    Give(name, errand, from);
        StopWithLast();
    }

    private void StopWithLast()
    {
        if (_ending && !Context.GetChildren().Any())
            Context.Stop(Self);
    }

    /// <summary>Its children go with it, also where it is started anew: whoever waits for the next of them asks again.</summary>
    protected override void PostStop()
    {
        foreach (var (_, from) in _stopping.Values.SelectMany(kept => kept))
            from.Tell(Again.NobodyThere);
        base.PostStop();
    }
}
