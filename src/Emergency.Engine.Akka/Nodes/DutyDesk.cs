using Akka.Actor;
using Emergency.Engine.Akka.Awake;

namespace Emergency.Engine.Akka.Nodes;

/// <summary>A node takes or renews a duty, for some milliseconds.</summary>
internal sealed record Claim(string Duty, string Node, long Term) : ITravels;

/// <summary>Whether it holds the duty now.</summary>
internal sealed record Claimed(bool Mine) : ITravels;

/// <summary>A node gives a duty back.</summary>
internal sealed record GiveBack(string Duty, string Node) : ITravels;

/// <summary>The cluster's one list of who holds which duty. A new desk on another node knows nobody: who asks first has it, and who held it before hears so when it renews.</summary>
internal sealed class DutyDesk(TimeProvider clock) : UntypedActor
{
    private readonly Dictionary<string, (string Node, long Since, TimeSpan Term)> _held = new(StringComparer.Ordinal);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Claim claim:
                var mine =
                    !_held.TryGetValue(claim.Duty, out var holder)
                    || holder.Node == claim.Node
                    || clock.GetElapsedTime(holder.Since) > holder.Term;
                if (mine)
                    _held[claim.Duty] = (claim.Node, clock.GetTimestamp(), TimeSpan.FromMilliseconds(claim.Term));
                Sender.Tell(new Claimed(mine));
                break;
            case GiveBack back when _held.TryGetValue(back.Duty, out var gone) && gone.Node == back.Node:
                _held.Remove(back.Duty);
                break;
        }
    }
}
