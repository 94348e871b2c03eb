namespace Emergency.Server.Across.Disclosure;

/// <summary>Opening one record in clear.</summary>
internal static class RevealRoom
{
    public static WebApplicationBuilder AddReveals(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Revealing>();
        return builder;
    }
}
