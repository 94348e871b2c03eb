using Emergency.Domain;
using Emergency.Domain.Handovers;

namespace Emergency.Server.Features.Handovers;

/// <summary>
/// A hand-over as broadcast: no person, no text. <paramref name="Rings"/>: true when it was not confirmed in time and
/// still is not, so that the duty desk dials. <paramref name="Dial"/>: the number to call; null where there is none.
/// </summary>
internal sealed record HandoverLight(
    HandoverId Id,
    IncidentId Incident,
    HandoverKind Kind,
    HandoverStage Stage,
    ReturnCause? Cause,
    int? Minutes,
    int? Patients,
    DateTimeOffset OfferedAt,
    DateTimeOffset ReplyBefore,
    bool Rings,
    bool Unconfirmed,
    bool ByVoice,
    DateTimeOffset? ConfirmedAt,
    string? Dial
)
{
    public const string View = "handover";

    public static HandoverLight Of(HandoverKnown seen)
    {
        var (state, facts) = (seen.State, seen.Facts);
        return new(
            seen.Id,
            facts.Incident,
            facts.Kind,
            state.Stage,
            state.Cause,
            state.Minutes,
            facts.Patients,
            seen.OfferedAt,
            facts.ReplyBefore,
            state is { Unconfirmed: true, Confirmed: false, Stage: not (HandoverStage.Returned or HandoverStage.Recalled) },
            state.Unconfirmed,
            facts.ByVoice || state.ByVoice,
            state.ConfirmedAt,
            facts.Hotline
        );
    }
}
