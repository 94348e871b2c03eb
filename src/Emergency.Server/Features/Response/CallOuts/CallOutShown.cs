using Emergency.Domain;
using Emergency.Domain.CallOuts;
using Emergency.Domain.Teams;
using Emergency.Server.Features.Teams;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.CallOuts;

/// <summary>A new call-out of a whole team.</summary>
/// <param name="Where">Place, up to 60 characters.</param>
/// <param name="What">Purpose, and things to bring; up to 200 characters.</param>
internal sealed record NewCallOut(string? Where, string? What = null, IncidentId? Incident = null)
{
    public static IReadOnlyList<string> Faults(NewCallOut body) =>
        [.. Checks.Text(body.Where, "$.where", 60, needed: true), .. Checks.Text(body.What, "$.what", 200)];
}

/// <param name="Comes">False: cannot come; minutes are left out then.</param>
/// <param name="Minutes">Minutes until arrival, 0 … 240; required with <paramref name="Comes"/>.</param>
/// <param name="Member">Member whose answer the desk has heard by telephone; left out on one's own phone.</param>
internal sealed record NewCallOutAnswer(bool? Comes, int? Minutes = null, MemberId? Member = null)
{
    public static IReadOnlyList<string> Faults(NewCallOutAnswer body) =>
        [
            .. Checks.Need(body.Comes is not null, "$.comes: true or false"),
            .. Checks.Need(body.Comes != true || body.Minutes is >= 0 and <= CallOut.MostMinutes, $"$.minutes: 0 to {CallOut.MostMinutes}"),
        ];
}

/// <summary>A called member with their answer, the name masked.</summary>
/// <param name="Comes">Null while there is no answer.</param>
internal sealed record CallOutCalled(MemberId Member, TeamRole? Role, string Mask, bool? Comes, int? Minutes, DateTimeOffset? At);

internal sealed record SparedShown(MemberId Member, TeamRole? Role, string Mask, SparedWhy Why);

/// <summary>A call-out on the desk: people who come, the soonest first, then those without an answer, then those who cannot come.</summary>
internal sealed record CallOutShown(
    CallOutId Id,
    string? Where,
    string? What,
    Role By,
    DateTimeOffset At,
    DateTimeOffset? EndedAt,
    IReadOnlyList<CallOutCalled> Called,
    IReadOnlyList<SparedShown> Spared
)
{
    public static CallOutShown Of(CallOutKnown one, TeamKnown team, ISealing sealing)
    {
        var text = sealing.Open<CallOutText>(one.Facts.Text);
        return new(
            one.Id,
            text?.Where,
            text?.What,
            one.By.Role,
            one.At,
            one.State.End?.At,
            [
                .. one
                    .State.Called.Select(id => Answered(one, team, id))
                    .OrderBy(called =>
                        called.Comes switch
                        {
                            true => 0,
                            null => 1,
                            false => 2,
                        }
                    )
                    .ThenBy(called => called.Minutes is { } minutes ? called.At!.Value.AddMinutes(minutes) : one.At)
                    .ThenBy(called => called.Role)
                    .ThenBy(called => called.Member.Value),
            ],
            [
                .. one.State.Spared.Select(spared => new SparedShown(
                    spared.Member,
                    RoleOf(team, spared.Member),
                    Mask(team, spared.Member),
                    spared.Why
                )),
            ]
        );
    }

    private static CallOutCalled Answered(CallOutKnown one, TeamKnown team, MemberId id)
    {
        var answer = one.State.Answers.GetValueOrDefault(id);
        return new(id, RoleOf(team, id), Mask(team, id), answer is null ? null : answer.Minutes is not null, answer?.Minutes, answer?.At);
    }

    private static TeamRole? RoleOf(TeamKnown team, MemberId id) => team.Members.GetValueOrDefault(id)?.Facts.Role;

    private static string Mask(TeamKnown team, MemberId id) =>
        Masks.Name((team.Members.GetValueOrDefault(id) ?? team.Former.GetValueOrDefault(id))?.Contact?.Name ?? "");
}

/// <summary>The call-outs of a community, and the reach of one that would start now.</summary>
/// <param name="Now">Number of people whom a call-out of this moment reaches.</param>
internal sealed record CallOutList(IReadOnlyList<CallOutShown> Items, int Now, IReadOnlyList<SparedShown> Spared, long Position)
{
    public static CallOutList Of(
        CallOutsKnown callOuts,
        TeamKnown team,
        string community,
        DateTimeOffset at,
        ISealing sealing,
        long position
    )
    {
        var now = Callable.Of(team.State, Shanghai.Day(at), id => team.IsMinor(id, at));
        return new(
            [.. callOuts.In(community).Select(one => CallOutShown.Of(one, team, sealing))],
            now.Called.Count,
            [
                .. now.Spared.Select(spared =>
                {
                    var member = team.Members[spared.Member];
                    return new SparedShown(spared.Member, member.Facts.Role, Masks.Name(member.Contact?.Name ?? ""), spared.Why);
                }),
            ],
            position
        );
    }
}

/// <summary>A call-out on the phone of a called member.</summary>
/// <param name="Comes">Answer of the asker; null while there is none.</param>
internal sealed record MyCallOut(CallOutId Id, string? Where, string? What, Role By, DateTimeOffset At, bool? Comes, int? Minutes);

internal sealed record MyCallOuts(IReadOnlyList<MyCallOut> Items, long Position);
