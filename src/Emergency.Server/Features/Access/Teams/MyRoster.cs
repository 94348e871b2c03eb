using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Teams;

/// <summary>A turn ahead on the asker's own phone.</summary>
/// <param name="Asked">True when the asker has asked to be relieved of it.</param>
/// <param name="Before">Masked name of the member who had it before the asker took it.</param>
internal sealed record MyTurn(DateOnly Day, Shift Shift, Post Post, DateTimeOffset From, DateTimeOffset To, bool Asked, string? Before);

/// <summary>A colleague's turn that is offered to others, or the asker's own that somebody has taken.</summary>
/// <param name="Member">Member who had it, or who has it now.</param>
/// <param name="Why">The colleague's reason.</param>
/// <param name="Free">True when the asker has no other turn at that time.</param>
internal sealed record SwapShown(
    DateOnly Day,
    Shift Shift,
    Post Post,
    DateTimeOffset From,
    DateTimeOffset To,
    MemberId Member,
    string Mask,
    string? Why,
    bool Free
);

/// <summary>值班 on the phone. All empty for an asker in no team.</summary>
/// <param name="Community">Null for an asker in no team.</param>
/// <param name="Gaps">Gaps of the coming week, where the asker can see the roster.</param>
internal sealed record MyRoster(
    string? Community,
    MemberId? Member,
    IReadOnlyList<MyTurn> Turns,
    IReadOnlyList<SwapShown> Open,
    IReadOnlyList<SwapShown> Given,
    IReadOnlyList<ShiftGap> Gaps,
    long Position
)
{
    public static MyRoster Of(Known known, Asked asked, ISealing sealing)
    {
        if (asked.Member is not { } bound)
            return new(null, null, [], [], [], [], known.At.Value);
        var team = known.Of<TeamsKnown>(asked.Realm).Of(bound.Community);
        var (state, ahead) = (team.State, team.State.Roster.Values.Where(turn => turn.To > asked.Now).InOrder().ToList());
        var seesAll = asked.Allow(TeamPermissions.Read, asked.Within(TeamPermissions.Read, bound.Community)).Problem is null;
        return new(
            bound.Community,
            bound.Member,
            [
                .. ahead
                    .Where(turn => turn.Member == bound.Member)
                    .Select(turn => new MyTurn(
                        turn.Day,
                        turn.Shift,
                        turn.Post,
                        turn.From,
                        turn.To,
                        state.Swaps.ContainsKey(turn.Key),
                        state.Swapped.TryGetValue(turn.Key, out var from) ? Mask(team, from) : null
                    )),
            ],
            [
                .. ahead
                    .Where(turn => turn.Member != bound.Member && state.Swaps.ContainsKey(turn.Key))
                    .Select(turn =>
                        Shown(
                            team,
                            turn,
                            turn.Member,
                            state.Swaps[turn.Key].Why is { } why ? sealing.Open<FreeText>(why)?.Text : null,
                            state.Double(turn with { Member = bound.Member }) is null
                                && !state.Roster.ContainsKey(turn.Key with { Member = bound.Member })
                        )
                    ),
            ],
            [
                .. ahead
                    .Where(turn => state.Swapped.TryGetValue(turn.Key, out var from) && from == bound.Member)
                    .Select(turn => Shown(team, turn, turn.Member, null, false)),
            ],
            seesAll ? ShiftGaps.Of(state, known.InForce, bound.Community, asked.Now) : [],
            known.At.Value
        );
    }

    private static SwapShown Shown(TeamKnown team, Duty turn, MemberId who, string? why, bool free) =>
        new(turn.Day, turn.Shift, turn.Post, turn.From, turn.To, who, Mask(team, who), why, free);

    private static string Mask(TeamKnown team, MemberId member) =>
        Masks.Name((team.Members.GetValueOrDefault(member) ?? team.Former.GetValueOrDefault(member))?.Contact?.Name ?? "");
}
