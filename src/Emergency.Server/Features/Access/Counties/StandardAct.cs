using Emergency.Domain.Confirmations;
using Emergency.Domain.Places;
using Emergency.Domain.Regulations;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>A request to adopt or drop a draft as a county's own standard, as it is stored until somebody else confirms it.</summary>
/// <param name="Version">Version of the requested text; another version needs a new request.</param>
internal sealed record StandardAsked(string Version, bool Back, string Reason);

/// <summary>Adopts or drops a draft in a county: its commander asks, another person of the county's desk confirms.</summary>
internal sealed class StandardAct(Folding folding, Sending sending, ISealing sealing, RulePacks packs) : IAskedAct
{
    public AskedKind Kind => AskedKind.Standard;

    public static AskedAct Of(string county, RulePack pack) => new(AskedKind.Standard, county, pack.Id);

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body
            ? new(Standard: new(one.Act.Subject, body.Version, body.Back, packs.Find(one.Act.Subject)?.Name), Reason: body.Reason)
            : null;

    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        ValueTask.FromResult(
            asker.Allow(StandardPermissions.Adopt, new Place(one.Act.Place)).Problem
                ?? (
                    Body(one) is not { } body
                        ? Problem.NotFound
                        : Against(folding.Now.Of<StandardsKnown>().Of(one.Act.Place), packs.Find(one.Act.Subject), body.Version, body.Back)
                )
        );

    /// <summary>Problem of the request under the rules, before anybody is asked to confirm it; null where there is none.</summary>
    public static Problem? Against(CountyStandards county, RulePack? pack, string version, bool back) =>
        pack is null ? Problem.NotFound
        : pack.Status != PackStatus.Draft || pack.Version != version ? Problem.Of(CountyStandards.NoDraft)
        : back == (county.Find(pack.Id)?.Version != version) ? new Problem("standard.same", [])
        : null;

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (body, answer) = (Body(one)!, one.State.Answer!);
        var reason = sealing.Seal(one.Id.Value, new FreeText(body.Reason));
        return await sending.Send(
            asker,
            StandardPermissions.Adopt,
            new Place(one.Act.Place),
            Entities.Standards(one.Act.Place),
            _ =>
                body.Back
                    ? new DropPack(one.Act.Subject, reason, one.AskedBy, answer.By, answer.At)
                    : new AdoptPack(
                        one.Act.Subject,
                        body.Version,
                        packs.Find(one.Act.Subject)?.Status == PackStatus.Draft,
                        reason,
                        one.AskedBy,
                        answer.By,
                        answer.At
                    ),
            stop: stop
        );
    }

    private StandardAsked? Body(ConfirmationKnown one) => sealing.Open<StandardAsked>(one.State.Body);
}
