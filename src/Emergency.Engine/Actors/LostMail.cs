using Akka.Actor;
using Akka.Event;

namespace Emergency.Engine.Actors;

/// <summary>Commands that reached nobody, because their entity or shard went while they were on the way: their senders hear of it at once.</summary>
internal sealed class LostMail : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void OnReceive(object message)
    {
        if (message is DeadLetter { Message: Errand } letter)
            letter.Sender.Tell(Again.NobodyThere);
    }
}
