using Microsoft.Extensions.Options;
using MongoDB.Driver;

namespace FocusSuite.Documents.Internal;

/// <summary>Finds all that is wrong with the options, at start.</summary>
internal sealed class DocumentsOptionsValidator : IValidateOptions<DocumentsOptions>
{
    public ValidateOptionsResult Validate(string? name, DocumentsOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.MongoDb) && string.IsNullOrWhiteSpace(options.Postgres))
        {
            errors.Add("Documents have no home. Set ConnectionStrings:MongoDb, or ConnectionStrings:Postgres for documents in PostgreSQL.");
        }

        CheckMongo(options, errors);
        CheckTime(nameof(options.ServerSelectionTimeout), options.ServerSelectionTimeout, errors);
        CheckTime(nameof(options.OperationTimeout), options.OperationTimeout, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void CheckMongo(DocumentsOptions options, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(options.MongoDb))
        {
            return;
        }

        try
        {
            if (string.IsNullOrEmpty(MongoUrl.Create(options.MongoDb).DatabaseName) && string.IsNullOrEmpty(options.Database))
            {
                errors.Add(
                    "ConnectionStrings:MongoDb names no database. Add one (mongodb://host:27017/sessions) or set Documents:Database.");
            }
        }
        catch (MongoConfigurationException)
        {
            // Not the driver's message: it repeats the string, and that holds a password.
            errors.Add("ConnectionStrings:MongoDb is no MongoDB connection string. Write mongodb://host:port/database.");
        }
    }

    private static void CheckTime(string name, TimeSpan value, List<string> errors)
    {
        if (value < TimeSpan.FromMilliseconds(100) || value > TimeSpan.FromMinutes(5))
        {
            errors.Add($"Documents:{name} is {value}. Set 00:00:00.100 to 00:05:00.");
        }
    }
}
