using Emergency.Domain.Accounts;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <param name="Account">The name used to sign in.</param>
/// <param name="Password">Current password of the asker's own account.</param>
internal sealed record PasskeyAskWish(string? Account, string? Password);

/// <param name="Name">Name given by its owner, such as "办公室电脑"; 1 to 40 characters.</param>
/// <param name="Password">Current password of the asker's own account.</param>
internal sealed record NewPasskey(PasskeyAnswer? Answer, string? Name, string? Password)
{
    public const int LongestName = 40;
}

/// <param name="Password">Current password of the asker's own account.</param>
internal sealed record PasskeyEnd(string? Password);

/// <summary>Passkeys of the asker's own account: creating, asking, removing.</summary>
internal static class PasskeyEndpoints
{
    public static RouteGroupBuilder MapPasskeys(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/session/passkeys").WithTags("session");
        routes.MapPost("/ask", Ask).NeedsNothing();
        routes.MapPost("/draw", Draw).NeedsSession(evenWithoutFactor: true);
        routes.MapPost("/", Add).NeedsSession(evenWithoutFactor: true);
        routes.MapPost("/{passkey:guid}/remove", Remove).NeedsSession();
        return api;
    }

    /// <summary>Options for the passkeys of an account, once its password fits. Send the answer with name and password to POST /session. Wrong passwords count as they do there.</summary>
    public static async Task<Outcome<PasskeyQuestion>> Ask(PasskeyAskWish wish, SigningIn signingIn, HttpContext context)
    {
        if (
            wish?.Account is not { Length: > 0 and <= Names.Longest } name
            || wish.Password is not { Length: > 0 and <= Passwords.Longest } password
        )
            return Problem.Bad($"$.account: 1 to {Names.Longest} characters", $"$.password: 1 to {Passwords.Longest} characters");
        if (Origins.Foreign(context.Request))
            return new Problem("session.forged", []);
        var (question, problem, wait) = await signingIn.Ask(name, password, context, context.RequestAborted);
        return question is null ? Outcome<PasskeyQuestion>.FromProblem(problem!, wait) : question;
    }

    /// <summary>Options for a new passkey of one's own account on this device. Nothing is stored before the device has answered.</summary>
    public static async Task<Outcome<PasskeyQuestion>> Draw(Asked asked, Known known, PasskeyCeremonies passkeys, HttpContext context)
    {
        var account = known.Of<AccountsKnown>().Find(asked.Account)!;
        return account.State.Passkeys.Count >= Account.MostPasskeys
            ? Problem.Of(Account.TooManyPasskeys, $"{Account.MostPasskeys}")
            : await passkeys.AskNew(account, asked.Now, context);
    }

    /// <summary>Adds a new passkey, proved by the password. If it is the account's first second factor, recovery codes are returned and its other sessions end. Wrong passwords count.</summary>
    public static async Task<Outcome<RecoveryGiven>> Add(
        NewPasskey wish,
        Asked asked,
        Enrolling enrolling,
        SecondFactors factors,
        Folding folding,
        HttpContext context
    )
    {
        var name = wish?.Name?.Trim();
        if (
            wish?.Answer is not { IsThere: true } answer
            || name is not { Length: > 0 and <= NewPasskey.LongestName }
            || wish.Password is not { Length: > 0 and <= Passwords.Longest } password
        )
            return Problem.Bad(
                "$.answer: its turn and the credential, as they were given",
                $"$.name: 1 to {NewPasskey.LongestName} characters",
                $"$.password: 1 to {Passwords.Longest} characters"
            );
        var (codes, sent) = await enrolling.Add(asked, answer, name, password, context, context.RequestAborted);
        return SecondFactorEndpoints.Given(codes, sent, asked, factors, folding);
    }

    /// <summary>
    /// Removes a passkey, proved by the password. The last second factor of an account is removed by POST /session/second-factor/remove.
    /// </summary>
    public static async Task<Outcome<Done>> Remove(Guid passkey, PasskeyEnd wish, Asked asked, Enrolling enrolling, HttpContext context) =>
        wish?.Password is { Length: > 0 and <= Passwords.Longest } password
            ? (await enrolling.Remove(asked, passkey, password, context, context.RequestAborted)).With(new Done())
            : Problem.Bad($"$.password: 1 to {Passwords.Longest} characters");
}
