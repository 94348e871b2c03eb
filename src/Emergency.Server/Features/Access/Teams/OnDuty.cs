using Emergency.Domain;
using Emergency.Domain.Teams;
using Emergency.Server.Infrastructure.Privacy;

namespace Emergency.Server.Features.Teams;

/// <summary>A member on duty: by id and post, the name masked.</summary>
internal sealed record OnDuty(
    Post Post,
    Shift Shift,
    MemberId Member,
    TeamRole? Role,
    Availability? Availability,
    string Mask,
    DateTimeOffset From,
    DateTimeOffset To
);

/// <summary>A turn of duty, the name masked.</summary>
internal static class TurnShown
{
    public static OnDuty Of(TeamKnown team, Duty duty)
    {
        var member = team.Members.GetValueOrDefault(duty.Member);
        return new(
            duty.Post,
            duty.Shift,
            duty.Member,
            member?.Facts.Role,
            member?.Facts.Availability,
            Masks.Name(member?.Contact?.Name ?? ""),
            duty.From,
            duty.To
        );
    }
}
