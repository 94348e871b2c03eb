using Emergency.Domain.Accounts;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;

namespace Emergency.Server.Features.Protection;

/// <summary>
/// Pictures and papers of a child's case, sealed under the child's key: for askers who can see the case, and for nobody
/// else.
/// </summary>
internal sealed class ProtectionAttachments : IAttachmentOwners
{
    public string Kind => "protection";

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (row, _) = await act.Use<Finder<ChildCaseKnown>>().Find(act.Asked, id, act.Stop);
        if (row is not { } child || child.State.Community != community)
            return Problem.NotFound;
        if (act.Asked.Allow(permission, child.Place).Problem is { } problem)
            return problem;
        return new AttachmentOwner(child.Place, id, new Reading(AccessPurpose.Care, null, community, [child.Id], Code: ReasonCode.Care));
    }
}
