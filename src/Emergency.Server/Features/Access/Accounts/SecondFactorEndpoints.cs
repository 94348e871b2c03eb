using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Addresses;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Keys;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Accounts;

/// <summary>A new secret for an authenticator app. Nothing is stored before its owner has typed a code of it.</summary>
/// <param name="Draft">Sent back with the code.</param>
/// <param name="Secret">Base32 text, to be typed where no QR code can be scanned.</param>
/// <param name="Address">Content of the QR code, an otpauth: address.</param>
/// <param name="Side">Side of the QR code, in modules.</param>
/// <param name="Path">The QR code as the path of an SVG picture.</param>
internal sealed record FactorDrawn(string Draft, string Secret, string Address, int Side, string Path);

/// <param name="Draft">Draft of the secret, unchanged.</param>
/// <param name="Code">Six digits that the authenticator shows now.</param>
/// <param name="Password">Current password of the asker's own account.</param>
internal sealed record EnrolWish(string? Draft, string? Code, string? Password);

/// <param name="Code">Six digits of the authenticator, or a recovery code; left out with <paramref name="Passkey"/>.</param>
/// <param name="Password">Current password of the asker's own account.</param>
/// <param name="Passkey">Answer of a passkey to POST /session/passkeys/ask.</param>
internal sealed record FactorProof(string? Code, string? Password, PasskeyAnswer? Passkey = null)
{
    /// <summary>Problem of a malformed proof; null where there is none.</summary>
    public static Problem? Fault(FactorProof? wish) =>
        wish?.Passkey is null ? SecondFactorEndpoints.Fault(wish?.Code, wish?.Password)
        : wish is { Passkey.IsThere: true, Password.Length: > 0 and <= Passwords.Longest } ? null
        : Problem.Bad("$.passkey: its turn and the credential, as they were given", $"$.password: 1 to {Passwords.Longest} characters");
}

/// <param name="Codes">Ten codes, shown now and never again. Each signs in once if authenticator and passkeys are lost. Empty where the existing codes stay valid.</param>
internal sealed record RecoveryGiven(ListOf<string> Codes, FactorShown Factor);

/// <summary>Second factor of the asker's own account: enrolling, renewing, removing.</summary>
internal static class SecondFactorEndpoints
{
    private const string Issuer = "应急协同";

    public static RouteGroupBuilder MapSecondFactor(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/session/second-factor").WithTags("session");
        routes.MapPost("/draw", Draw).NeedsSession(evenWithoutFactor: true);
        routes.MapPost("/enrol", Enrol).NeedsSession(evenWithoutFactor: true);
        routes.MapPost("/recovery", Renew).NeedsSession();
        routes.MapPost("/remove", Remove).NeedsSession();
        return api;
    }

    /// <summary>Draws a secret for an authenticator, as text and as a QR code.</summary>
    public static Outcome<FactorDrawn> Draw(Asked asked, Known known, Keyring keyring)
    {
        var account = known.Of<AccountsKnown>().Find(asked.Account)!;
        if (account.State.Factor?.Secret is not null)
            return Problem.Of(Account.FactorThere);
        var draft = asked.CommandId.ToString("N");
        var secret = Authenticator.Drafted(draft, asked.Account, asked.Session!.Value, keyring)!;
        var place = known.Of<PlacesKnown>(Entities.Live).Name(account.Grants[0].Scope.Division);
        var address = Authenticator.Address($"{place}{Issuer}", account.Name ?? "", secret);
        var (side, path) = QrCode.Drawn(address);
        return new FactorDrawn(draft, secret, address.AbsoluteUri, side, path);
    }

    /// <summary>Enrols the drawn secret, proved by a code of it and the password. The account's other sessions end. Wrong codes count like wrong passwords.</summary>
    public static async Task<Outcome<RecoveryGiven>> Enrol(
        EnrolWish wish,
        Asked asked,
        Enrolling enrolling,
        SecondFactors factors,
        Folding folding,
        HttpContext context
    )
    {
        if (Fault(wish?.Code, wish?.Password) is { } fault)
            return fault;
        var (codes, sent) = await enrolling.Enrol(asked, wish!.Draft, wish.Code!, wish.Password!, context, context.RequestAborted);
        return Given(codes, sent, asked, factors, folding);
    }

    /// <summary>Draws ten new recovery codes, proved by a code or a passkey and the password; the old ones become invalid.</summary>
    public static async Task<Outcome<RecoveryGiven>> Renew(
        FactorProof wish,
        Asked asked,
        Enrolling enrolling,
        SecondFactors factors,
        Folding folding,
        HttpContext context
    )
    {
        if (FactorProof.Fault(wish) is { } fault)
            return fault;
        var (codes, sent) = await enrolling.Renew(asked, wish!, context, context.RequestAborted);
        return Given(codes, sent, asked, factors, folding);
    }

    /// <summary>Removes the second factor, for example to change phones, proved by a code or a passkey and the password. An account whose roles need a second factor must enrol a new one before anything else.</summary>
    public static async Task<Outcome<Done>> Remove(FactorProof wish, Asked asked, Enrolling enrolling, HttpContext context) =>
        FactorProof.Fault(wish) ?? (await enrolling.Remove(asked, wish!, context, context.RequestAborted)).With(new Done());

    internal static Outcome<RecoveryGiven> Given(
        ListOf<string> codes,
        Infrastructure.Dispatch.Sent sent,
        Asked asked,
        SecondFactors factors,
        Folding folding
    )
    {
        if (!sent.Accepted)
            return sent.With<RecoveryGiven>(null!);
        var account = folding.Now.Of<AccountsKnown>().Find(asked.Account)!;
        return sent.With(new RecoveryGiven(codes, factors.Shown(account) ?? new(false, asked.Now, codes.Count, false, [])));
    }

    internal static Problem? Fault(string? code, string? password) =>
        code is { Length: > 0 and <= SecondFactors.Longest } && password is { Length: > 0 and <= Passwords.Longest }
            ? null
            : Problem.Bad($"$.code: 1 to {SecondFactors.Longest} characters", $"$.password: 1 to {Passwords.Longest} characters");
}
