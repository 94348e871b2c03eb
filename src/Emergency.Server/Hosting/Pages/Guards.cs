namespace Emergency.Server.Hosting.Pages;

/// <summary>What each answer tells the browser: nothing from elsewhere runs or is fetched, nobody frames us, no address leaks to where one goes next.</summary>
internal static class Guards
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static WebApplication UseGuards(this WebApplication app)
    {
        app.Use(
            (context, next) =>
            {
                var headers = context.Response.Headers;
                headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "geolocation=(self), camera=(self), microphone=(self)";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                // Also what is refused before anybody knows for whom it was.
                context.Response.OnStarting(
                    static state =>
                    {
                        var response = (HttpResponse)state;
                        if (response.StatusCode >= StatusCodes.Status400BadRequest && response.Headers.CacheControl.Count == 0)
                            response.Headers.CacheControl = "no-store";
                        return Task.CompletedTask;
                    },
                    context.Response
                );
                return next(context);
            }
        );
        return app;
    }
}
