using Emergency.Domain.Teams;
using Emergency.Engine;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Reactions;

/// <summary>
/// Enters a member whom one team has passed to another in that one. Both are one act: the first decides it, and this completes it however
/// late.
/// </summary>
internal sealed class PassedMembersAreTaken : IReaction
{
    public string Name => "passed-members-are-taken";

    public IEnumerable<Reacted> React(Happened happened, Known known) =>
        happened.Event is MemberPassed e
            ? [new(Entities.Team(happened.Entity.Realm, e.To), new TakeMember(e.Passed, happened.Entity.Key, e.By, e.At), 0)]
            : [];

    public Otherwise Refused(Happened happened, Reacted reacted, Problem problem) =>
        Otherwise.Done("a team refuses nobody who was passed to it");
}
