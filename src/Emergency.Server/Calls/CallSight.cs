using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Domain.Places;
using Emergency.Server.Identity;
using Emergency.Server.Places;
using Emergency.Server.Views;

namespace Emergency.Server.Calls;

/// <summary>Finds a call one may know of: whoever is called, and those above them. The views are waited for before "unknown" is said.</summary>
public sealed class CallSight(Folding folding)
{
    public async ValueTask<(CallKnown? Call, Known Known)> Find(Asked asked, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var known = await folding.With(known => known.Of<CallsKnown>(asked.Realm).Find(new(id)) is not null, stop);
        return (known.Of<CallsKnown>(asked.Realm).Find(new(id)) is { } found && asked.Sees(new Place(found.State.Receiver)) ? found : null, known);
    }
}

/// <summary>A call with the name of whom it calls and, where somebody must dial, whom.</summary>
/// <param name="Ring">The team member to ring now; the phone comes with POST …/team/open, which is recorded. Null where nobody is known, for an office, and where nothing rings.</param>
/// <param name="ByHand">No gateway rings: somebody dials and tells.</param>
public sealed record CalledShown(string Name, CallLight Light, MemberId? Ring, bool ByHand)
{
    public static CalledShown Of(CallKnown call, Known known, Asked asked, VoiceGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(gateway);
        var state = call.State;
        var who = state is { Told: false, Over: null } ? state.Rings.LastOrDefault()?.Who ?? CallRung.Duty : (CallRung?)null;
        var ring = who is { } rung && rung != CallRung.Drive ? OnCall.Of(known, asked.Realm, state.Receiver, rung, asked.Now).Member : null;
        return new(known.Of<PlacesKnown>(asked.Realm).Name(state.Receiver), CallLight.Of(call), ring, !gateway.Exists || asked.Realm != Entities.Live);
    }
}
