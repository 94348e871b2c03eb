using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Counties;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Counties;

/// <summary>A county's own deadline, as it is kept until somebody else confirms it.</summary>
/// <param name="Value">In the deadline's unit; null: back to the table's value.</param>
/// <param name="Before">The value in force when it was asked for.</param>
internal sealed record DeadlineAsked(int? Value, int Before, string Reason);

/// <summary>Sets one deadline of a county: asked by its commander, confirmed by another person of the county's desk.</summary>
internal sealed class DeadlineAct(Folding folding, Sending sending, ISealing sealing) : IAskedAct
{
    public const string Waits = "deadline.waits";

    public AskedKind Kind => AskedKind.Deadline;

    public static AskedAct Of(string county, Deadline deadline) => new(AskedKind.Deadline, county, deadline.Code);

    public AskedWhat? What(ConfirmationKnown one) =>
        Body(one) is { } body && Deadlines.Find(one.Act.Subject) is { } of
            ? new(Deadline: new(of.Code, of.Unit, body.Value ?? of.Usual, body.Before, body.Value is null), Reason: body.Reason)
            : null;

    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        if (asker.Allow(DeadlinePermissions.Set, new Place(one.Act.Place)).Problem is { } problem)
            return ValueTask.FromResult<Problem?>(problem);
        if (Body(one) is not { } body || Deadlines.Find(one.Act.Subject) is not { } of)
            return ValueTask.FromResult<Problem?>(Problem.NotFound);
        return ValueTask.FromResult(Against(folding.Now.Of<DeadlinesKnown>().Of(one.Act.Place), of, body.Value));
    }

    /// <summary>What the rules say against a value, before anybody is asked to confirm it; null where nothing does.</summary>
    public static Problem? Against(CountyDeadlines county, Deadline of, int? value) =>
        county.Against(of, value) is { } rejection ? new Problem(rejection.Code.Text, rejection.Arguments) : null;

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (body, of, answer) = (Body(one)!, Deadlines.Find(one.Act.Subject)!, one.State.Answer!);
        // Under the key of the confirmation: the same words, which go where those go.
        var reason = sealing.Seal(one.Id.Value, new FreeText(body.Reason));
        return await sending.Send(
            asker,
            DeadlinePermissions.Set,
            new Place(one.Act.Place),
            Entities.Deadlines(one.Act.Place),
            _ => new SetDeadline(of, body.Value, body.Before, reason, one.AskedBy, answer.By, answer.At),
            stop: stop
        );
    }

    private DeadlineAsked? Body(ConfirmationKnown one) => sealing.Open<DeadlineAsked>(one.State.Body);
}
