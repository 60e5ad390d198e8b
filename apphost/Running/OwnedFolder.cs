namespace FocusSuite.AppHost.Running;

/// <summary>Folders and files for a server that runs under another account.</summary>
internal static class OwnedFolder
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OnlyOwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Makes a folder that only the server's account (or we) can read.</summary>
    public static void Create(string path, ServiceUser? user)
    {
        Directory.CreateDirectory(path, OnlyOwner);
        if (user is not null)
            Posix.GiveTo(path, user);
    }

    /// <summary>Writes a file that only the server's account (or we) can read.</summary>
    public static void WriteSecret(string path, string text, ServiceUser? user)
    {
        File.Delete(path);
        using (var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OnlyOwnerFile }))
        using (var writer = new StreamWriter(stream))
            writer.Write(text);
        if (user is not null)
            Posix.GiveTo(path, user);
    }
}
