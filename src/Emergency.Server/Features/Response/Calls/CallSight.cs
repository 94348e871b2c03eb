using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Server.Features.Places;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>A call with the name of its receiver and, where somebody must dial, the person to ring.</summary>
/// <param name="Ring">The team member to ring now; the phone comes with POST …/team/open, which is recorded. Null for an office, where nobody is known, and where nothing rings.</param>
/// <param name="ByHand">No gateway rings: somebody dials and records the result.</param>
/// <param name="Person">The one person who is called, the name masked; null for a call to a desk.</param>
internal sealed record CalledShown(string Name, CallLight Light, MemberId? Ring, bool ByHand, string? Person = null)
{
    public static CalledShown Of(CallKnown call, Known known, Asked asked, VoiceGateway gateway)
    {
        var state = call.State;
        var who = state is { Told: false, Over: null } ? state.Rings.LastOrDefault()?.Who ?? CallRung.Duty : (CallRung?)null;
        var ring =
            state.Member is { } called ? (who is null ? null : called)
            : who is { } rung && rung is CallRung.Duty or CallRung.Deputy
                ? OnCall.Of(known, asked.Realm, state.Receiver, rung, asked.Now).Member
            : null;
        return new(
            known.Of<PlacesKnown>(asked.Realm).Name(state.Receiver),
            CallLight.Of(call),
            ring,
            !gateway.Exists || asked.Realm != Entities.Live,
            state.Member is { } person
                ? Masks.Name(known.Of<TeamsKnown>(asked.Realm).Member(state.Receiver, person)?.Contact?.Name ?? "")
                : null
        );
    }
}
