using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Places;
using Emergency.Domain.Plans;
using Emergency.Domain.Teams;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Teams;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Requests;

namespace Emergency.Server.Features.Incidents.Tasks;

/// <summary>Member to whom a task is handed.</summary>
internal sealed record HandTo(MemberId? To);

/// <summary>A task in the requester's own words.</summary>
/// <param name="Class">life: all members are asked at once; wait: members first, then the lead of the shift, the
/// secretary, the street; professional: nobody here is asked.</param>
/// <param name="Professionals">Performer of a professional step: 供电, 燃气 ….</param>
/// <param name="Doors">Households the members can see while it is theirs.</param>
/// <param name="AllowSeconds">0 … 86,400; 0 is without a deadline.</param>
internal sealed record NewTask(
    string? Community,
    TaskClass? Class,
    string? Text,
    ListOf<MemberId>? Members,
    ListOf<string>? Professionals,
    ListOf<HouseholdId>? Doors,
    int? AllowSeconds
)
{
    private const int Day = 86_400,
        Most = 500;

    public static IReadOnlyList<string> Faults(NewTask body)
    {
        return
        [
            .. Checks.Need(Divisions.IsCommunity(body.Community), "$.community: 12 digits"),
            .. Checks.Need(body.Class is not null, "$.class: life, wait or professional"),
            .. Checks.Text(body.Text, "$.text", 500, needed: true),
            .. Checks.Need(body.Class == TaskClass.Professional || body.Members is { Count: >= 1 and <= Most }, $"$.members: 1 to {Most}"),
            .. Checks.Need(
                body.Class != TaskClass.Professional || body.Members is not { Count: > 0 },
                "$.members: none for a professional step"
            ),
            .. Checks.Need(
                body.Class != TaskClass.Professional || body.Professionals is { Count: >= 1 and <= 20 },
                "$.professionals: 1 to 20"
            ),
            .. (body.Professionals ?? []).SelectMany((name, i) => Checks.Text(name, $"$.professionals[{i}]", 40, needed: true)),
            .. Checks.Need(body.Doors is not { Count: > Most }, $"$.doors: at most {Most}"),
            .. Checks.Need(body.AllowSeconds is null or (>= 0 and <= Day), $"$.allowSeconds: 0 to {Day}"),
        ];
    }

    /// <summary>The problem of a member or household that is not of this community.</summary>
    public static Problem? Unknown(NewTask body, IncidentSeen seen)
    {
        var (team, residents) = (
            seen.Known.Of<TeamsKnown>(seen.Asked.Realm).Of(body.Community!),
            seen.Known.Of<ResidentsKnown>(seen.Asked.Realm)
        );
        if ((body.Members ?? []).Any(member => !team.Members.ContainsKey(member)))
            return Problem.Of(Team.UnknownMember);
        return (body.Doors ?? []).Any(door => residents.Households.GetValueOrDefault(door)?.Community != body.Community)
            ? Problem.Of(Domain.People.Residents.UnknownHousehold)
            : null;
    }

    public PlannedTask Planned(TaskId id, Sealed text, TeamKnown team, DateTimeOffset at)
    {
        var asked = new Level("assigned", Members ?? []);
        ListOf<Level> levels = Class switch
        {
            TaskClass.Life => [asked],
            TaskClass.Wait =>
            [
                asked,
                .. Above(team, at).Where(level => level.Members.Count > 0 && !level.Members.ToHashSet().SetEquals(asked.Members)),
                new(Level.StreetOffice, []),
            ],
            _ => [],
        };
        return new(id, null, Class!.Value, null, text, Professionals ?? [], Doors ?? [], levels, AllowSeconds ?? 0);
    }

    private static IEnumerable<Level> Above(TeamKnown team, DateTimeOffset at)
    {
        bool There(MemberId member) => team.State.Members.GetValueOrDefault(member)?.Availability == Availability.OnPost;
        yield return new(
            "lead",
            [.. team.OnDuty(at).Where(duty => duty.Post == Post.Lead && There(duty.Member)).Select(duty => duty.Member)]
        );
        yield return new(
            "secretary",
            [.. team.State.Members.Values.Where(member => member.Is(TeamRole.Secretary) && There(member.Id)).Select(member => member.Id)]
        );
    }
}
