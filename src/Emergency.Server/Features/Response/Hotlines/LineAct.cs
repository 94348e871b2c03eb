using Emergency.Domain;
using Emergency.Domain.Confirmations;
using Emergency.Domain.Hotlines;
using Emergency.Domain.Places;
using Emergency.Server.Features.Confirmations;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Hotlines;

/// <summary>A requested change of a line, kept until somebody else confirms it. Exactly one of the four is set.</summary>
/// <param name="Facts">The new facts of the line.</param>
/// <param name="End">True when the line must end for good.</param>
internal sealed record LineAsked(LineFacts? Facts = null, LineSecretAsked? Secret = null, LineSecretId? EndSecret = null, bool End = false);

/// <param name="Text">The secret itself. The whole request is kept sealed.</param>
/// <param name="From">Time from which we sign with it; null: from its confirmation.</param>
/// <param name="OthersUntil">Time until which the earlier ones are still taken; null: until <paramref name="From"/>.</param>
internal sealed record LineSecretAsked(LineSecretId Id, string Text, DateTimeOffset? From, DateTimeOffset? OthersUntil);

/// <summary>
/// Sets up, changes and ends lines to hotlines. The address to which ambulances are requested is never a single
/// account's decision: an operator requests a change, another operator or the commander confirms. Until then the line
/// serves as it is.
/// </summary>
internal sealed class LineAct(Folding folding, Sending sending, ISealing sealing) : IAskedAct
{
    public AskedKind Kind => AskedKind.Line;

    public static AskedAct Of(string code, IEnumerable<string> areas) => new(AskedKind.Line, areas.First(), code);

    public AskedWhat? What(ConfirmationKnown one)
    {
        if (Body(one) is not { } body)
            return null;
        var line = Line(folding.Now, one);
        return (body.Facts ?? line?.Facts) is { } facts
            ? new(
                Line: new(
                    one.Act.Subject,
                    body.Facts is not null ? (line is null ? LineTurn.New : LineTurn.Change)
                        : body.Secret is not null ? LineTurn.Secret
                        : body.EndSecret is not null ? LineTurn.SecretEnd
                        : LineTurn.End,
                    facts.Name,
                    facts.Numbers,
                    facts.Areas,
                    facts.Url,
                    line?.Facts.Url
                )
            )
            : null;
    }

    /// <summary>Refuses, unless the confirming account is responsible for everything the line serves and will serve.</summary>
    public Problem? Forbids(Asked confirming, ConfirmationKnown one, Known known) =>
        Foreign(confirming, ConfirmationPermissions.LineConfirm, Line(known, one), Body(one));

    public ValueTask<Problem?> Against(Asked asker, ConfirmationKnown one, CancellationToken stop) =>
        ValueTask.FromResult(Body(one) is { } body ? Against(asker, folding.Now, one.Act.Subject, body) : Problem.NotFound);

    /// <summary>Reason against the change now, before anybody is asked to confirm it; null where there is none.</summary>
    public static Problem? Against(Asked asked, Known known, string code, LineAsked body)
    {
        var register = known.Of<LinesKnown>().Register;
        if (Foreign(asked, LinePermissions.Keep, register.All.GetValueOrDefault(code), body) is { } foreign)
            return foreign;
        var command = Command(code, body, new(""), asked.By(Role.Operator), asked.Now);
        return LineRegister.Decide(register, command) is Decision.Rejected { Rejection: var no }
            ? new Problem(no.Code.Text, no.Arguments)
            : null;
    }

    public async Task<Sent> Do(Asked asker, ConfirmationKnown one, CancellationToken stop)
    {
        var (body, code) = (Body(one)!, one.Act.Subject);
        var text = new Sealed("");
        if (body.Secret is { } secret)
        {
            await sealing.Ensure([secret.Id.Value], stop);
            text = sealing.Seal(secret.Id.Value, new LineSecretText(secret.Text));
        }
        return await sending.Send(
            asker,
            LinePermissions.Keep,
            new Place(one.Act.Place),
            Entities.Lines,
            by => Command(code, body, text, by, one.State.Answer!.At),
            stop: stop
        );
    }

    private static LineCommand Command(string code, LineAsked body, Sealed text, By by, DateTimeOffset at)
    {
        if (body.Facts is { } facts)
            return new SetLine(code, facts, by, at);
        if (body.EndSecret is { } over)
            return new EndLineSecret(code, over, by, at);
        if (body.Secret is not { } secret)
            return new EndLine(code, by, at);
        var from = secret.From is { } later && later > at ? later : at;
        return new GiveLineSecret(code, secret.Id, text, from, secret.OthersUntil is { } end && end > from ? end : from, by, at);
    }

    private static Problem? Foreign(Asked asked, Permission permission, HotlineLine? line, LineAsked? body) =>
        (line?.Facts.Areas ?? [])
            .Concat(body?.Facts?.Areas ?? [])
            .Select(area => asked.Allow(permission, new Place(area)).Problem)
            .FirstOrDefault(problem => problem is not null);

    private static HotlineLine? Line(Known known, ConfirmationKnown one) =>
        known.Of<LinesKnown>().Register.All.GetValueOrDefault(one.Act.Subject);

    private LineAsked? Body(ConfirmationKnown one) => sealing.Open<LineAsked>(one.State.Body);
}
