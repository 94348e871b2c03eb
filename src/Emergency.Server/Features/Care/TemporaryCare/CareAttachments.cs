using Emergency.Domain.Accounts;
using Emergency.Server.Features.Attachments;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Finding;

namespace Emergency.Server.Features.TemporaryCare;

/// <summary>Papers of a case: consents, proofs, the signed 交接单, sealed under the key of the person in care.</summary>
internal sealed class CareAttachments : IAttachmentOwners
{
    public string Kind => "care";

    public async ValueTask<Found<AttachmentOwner>> Find(Act act, Permission permission, string community, Guid id)
    {
        var (row, _) = await act.Use<Finder<CareCaseKnown>>().Find(act.Asked, id, act.Stop);
        if (row is not { } care || care.State.Community != community)
            return Problem.NotFound;
        if (act.Asked.Allow(permission, care.Place).Problem is { } problem)
            return problem;
        return new AttachmentOwner(
            care.Place,
            care.State.Person!.Value.Value,
            new Reading(AccessPurpose.Care, care.State.Incident, community, [care.State.Person.Value])
        );
    }
}
