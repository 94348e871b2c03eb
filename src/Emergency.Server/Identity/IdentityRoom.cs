using Emergency.Server.Confirmations;
using Emergency.Server.Views;

namespace Emergency.Server.Identity;

/// <summary>Accounts, sessions, passwords.</summary>
public static class IdentityRoom
{
    public static WebApplicationBuilder AddIdentity(this WebApplicationBuilder builder)
    {
        builder.AddView<AccountsView>();
        builder.Services.AddSingleton<Passwords>().AddSingleton<WrongPasswords>().AddSingleton<KnownDevice>().AddSingleton<SigningIn>().AddSingleton<AccountLaw>().AddSingleton<Administration>().AddSingleton<Renewal>();
        builder.Services.AddSingleton<IAskedAct, GrantsAct>().AddSingleton<IAskedAct, CommunityGrantsAct>().AddSingleton<IAskedAct, PasswordAct>();
        return builder;
    }
}
