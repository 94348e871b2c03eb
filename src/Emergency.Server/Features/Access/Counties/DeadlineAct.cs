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

/// <summary>A request for a county's own deadline, as it is stored until somebody else confirms it.</summary>
/// <param name="Value">Value in the deadline's unit; null: back to the table's value.</param>
/// <param name="Before">Value in force at the time of the request.</param>
internal sealed record DeadlineAsked(int? Value, int Before, string Reason);

/// <summary>Sets a deadline of a county: its commander asks, another person of the county's desk confirms.</summary>
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

    /// <summary>Problem of a value under the rules, before anybody is asked to confirm it; null where there is none.</summary>
    public static Problem? Against(CountyDeadlines county, Deadline of, int? value) =>
        county.Against(of, value) is { } rejection ? new Problem(rejection.Code.Text, rejection.Arguments) : null;

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (body, of, answer) = (Body(one)!, Deadlines.Find(one.Act.Subject)!, one.State.Answer!);
        // The reason is sealed under the key of the confirmation, because it is the same text and must be destroyed with it.
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
