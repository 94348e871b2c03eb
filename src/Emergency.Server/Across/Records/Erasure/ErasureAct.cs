using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;

namespace Emergency.Server.Across.Erasure;

/// <summary>
/// A requested erasure of a person's record, as stored until somebody else confirms it: under the person's own key, so that it goes with
/// the record.
/// </summary>
/// <param name="Name">Masked.</param>
internal sealed record ErasureAsked(ErasureBasis Basis, string Name);

/// <summary>Destroys a person's record when street and civil affairs have agreed: one requests it, the other confirms.</summary>
internal sealed class ErasureAct(Erasing erasing, ISealing sealing) : IAskedAct
{
    public AskedKind Kind => AskedKind.Erasure;

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body ? new(Person: body.Name, Record: Person(one), Basis: body.Basis) : null;

    public async ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        (await erasing.Named(asker, one.Act.Place, Person(one), stop)).Problem;

    /// <summary>Without a key, the record was destroyed before.</summary>
    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        await erasing.Erase(asker, one.Act.Place, Person(one), Body(one)?.Basis ?? ErasureBasis.PurposeFulfilled, stop);

    private static PersonId Person(ConfirmationKnown one) => new(Guid.Parse(one.Act.Subject));

    private ErasureAsked? Body(ConfirmationKnown one) => sealing.Open<ErasureAsked>(one.State.Body);
}
